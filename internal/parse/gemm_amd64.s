//go:build !purego

#include "textflag.h"

// A step of a row: its pair of inputs in every lane of Y14, times the pair's
// weights in Y12 and Y13.
#define ROW(A, S0, S1) \
	VPBROADCASTD (A)(AX*4), Y14 \
	VPMADDWD Y12, Y14, Y15 \
	VPADDD Y15, S0, S0 \
	VPMADDWD Y13, Y14, Y14 \
	VPADDD Y14, S1, S1

#define WEIGHTS \
	VMOVDQU (BX), Y12 \
	VMOVDQU 32(BX), Y13

#define SUMS(S0, S1) \
	VMOVDQU S0, (DI) \
	VMOVDQU S1, 32(DI) \
	ADDQ SI, DI

// func kernelAVX2(c *int32, width int, a *int16, in int, tile *int16, rows int)
// Two, four or six rows of a, sixteen outputs. Y0 to Y11 hold the sums.
TEXT ·kernelAVX2(SB), NOSPLIT, $0-48
	MOVQ c+0(FP), DI
	MOVQ width+8(FP), SI
	MOVQ a+16(FP), R8
	MOVQ in+24(FP), CX
	MOVQ tile+32(FP), BX
	MOVQ rows+40(FP), DX
	SHLQ $2, SI
	LEAQ (R8)(CX*2), R9
	LEAQ (R9)(CX*2), R10
	LEAQ (R10)(CX*2), R11
	LEAQ (R11)(CX*2), R12
	LEAQ (R12)(CX*2), R13
	SHRQ $1, CX
	XORQ AX, AX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	CMPQ DX, $4
	JL two
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	JE four
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11
	PCALIGN $32

six:
	WEIGHTS
	ROW(R8, Y0, Y1)
	ROW(R9, Y2, Y3)
	ROW(R10, Y4, Y5)
	ROW(R11, Y6, Y7)
	ROW(R12, Y8, Y9)
	ROW(R13, Y10, Y11)
	ADDQ $64, BX
	INCQ AX
	CMPQ AX, CX
	JL six
	SUMS(Y0, Y1)
	SUMS(Y2, Y3)
	SUMS(Y4, Y5)
	SUMS(Y6, Y7)
	SUMS(Y8, Y9)
	SUMS(Y10, Y11)
	VZEROUPPER
	RET
	PCALIGN $32

four:
	WEIGHTS
	ROW(R8, Y0, Y1)
	ROW(R9, Y2, Y3)
	ROW(R10, Y4, Y5)
	ROW(R11, Y6, Y7)
	ADDQ $64, BX
	INCQ AX
	CMPQ AX, CX
	JL four
	SUMS(Y0, Y1)
	SUMS(Y2, Y3)
	SUMS(Y4, Y5)
	SUMS(Y6, Y7)
	VZEROUPPER
	RET
	PCALIGN $32

two:
	WEIGHTS
	ROW(R8, Y0, Y1)
	ROW(R9, Y2, Y3)
	ADDQ $64, BX
	INCQ AX
	CMPQ AX, CX
	JL two
	SUMS(Y0, Y1)
	SUMS(Y2, Y3)
	VZEROUPPER
	RET

// A step of a row and two tiles: its pair of inputs in every lane of Z18, times the
// tiles' weights in Z16 and Z17.
#define ROW512(A, S0, S1) \
	VPBROADCASTD (A)(AX*4), Z18 \
	VPDPWSSD Z16, Z18, S0 \
	VPDPWSSD Z17, Z18, S1

#define WEIGHTS512 \
	VMOVDQU32 (BX), Z16 \
	VMOVDQU32 (BX)(DX*1), Z17

#define SUMS512(S0, S1) \
	VMOVDQU32 S0, (DI) \
	VMOVDQU32 S1, (DI)(CX*1) \
	ADDQ SI, DI

#define CLEAR4(A, B, C, D) \
	VPXORD A, A, A \
	VPXORD B, B, B \
	VPXORD C, C, C \
	VPXORD D, D, D

// func kernelVNNI(c *int32, width int, a *int16, in int, tile *int16, rows, next, beside int)
// Two, four or eight rows of a and two tiles; the second's weights lie next bytes
// further on, its sums beside bytes. Z0 to Z15 hold the sums.
TEXT ·kernelVNNI(SB), NOSPLIT, $0-64
	MOVQ c+0(FP), DI
	MOVQ width+8(FP), SI
	MOVQ a+16(FP), R8
	MOVQ in+24(FP), CX
	MOVQ tile+32(FP), BX
	MOVQ rows+40(FP), AX
	MOVQ next+48(FP), DX
	SHLQ $2, SI
	LEAQ (R8)(CX*2), R9
	LEAQ (R9)(CX*2), R10
	LEAQ (R10)(CX*2), R11
	LEAQ (R11)(CX*2), R12
	LEAQ (R12)(CX*2), R13
	LEAQ (R13)(CX*2), R14
	LEAQ (R14)(CX*2), R15
	SHRQ $1, CX
	CLEAR4(Z0, Z1, Z2, Z3)
	CLEAR4(Z4, Z5, Z6, Z7)
	CLEAR4(Z8, Z9, Z10, Z11)
	CLEAR4(Z12, Z13, Z14, Z15)
	CMPQ AX, $4
	MOVQ $0, AX
	JL two512
	JE four512
	PCALIGN $32

eight512:
	WEIGHTS512
	ROW512(R8, Z0, Z1)
	ROW512(R9, Z2, Z3)
	ROW512(R10, Z4, Z5)
	ROW512(R11, Z6, Z7)
	ROW512(R12, Z8, Z9)
	ROW512(R13, Z10, Z11)
	ROW512(R14, Z12, Z13)
	ROW512(R15, Z14, Z15)
	ADDQ $64, BX
	INCQ AX
	CMPQ AX, CX
	JL eight512
	MOVQ beside+56(FP), CX
	SUMS512(Z0, Z1)
	SUMS512(Z2, Z3)
	SUMS512(Z4, Z5)
	SUMS512(Z6, Z7)
	SUMS512(Z8, Z9)
	SUMS512(Z10, Z11)
	SUMS512(Z12, Z13)
	SUMS512(Z14, Z15)
	VZEROUPPER
	RET
	PCALIGN $32

four512:
	WEIGHTS512
	ROW512(R8, Z0, Z1)
	ROW512(R9, Z2, Z3)
	ROW512(R10, Z4, Z5)
	ROW512(R11, Z6, Z7)
	ADDQ $64, BX
	INCQ AX
	CMPQ AX, CX
	JL four512
	MOVQ beside+56(FP), CX
	SUMS512(Z0, Z1)
	SUMS512(Z2, Z3)
	SUMS512(Z4, Z5)
	SUMS512(Z6, Z7)
	VZEROUPPER
	RET
	PCALIGN $32

two512:
	WEIGHTS512
	ROW512(R8, Z0, Z1)
	ROW512(R9, Z2, Z3)
	ADDQ $64, BX
	INCQ AX
	CMPQ AX, CX
	JL two512
	MOVQ beside+56(FP), CX
	SUMS512(Z0, Z1)
	SUMS512(Z2, Z3)
	VZEROUPPER
	RET

// A step of two rows and four outputs: the weights in X8, the rows' pairs of
// inputs in X10 and X11.
#define QUAD(AT, S0, S1) \
	MOVOU AT(BX), X8 \
	MOVO X8, X9 \
	PMADDWL X10, X8 \
	PADDL X8, S0 \
	PMADDWL X11, X9 \
	PADDL X9, S1

// func kernelSSE2(c *int32, width int, a *int16, in int, tile *int16)
// Two rows of a, sixteen outputs.
TEXT ·kernelSSE2(SB), NOSPLIT, $0-40
	MOVQ c+0(FP), DI
	MOVQ width+8(FP), SI
	MOVQ a+16(FP), R8
	MOVQ in+24(FP), CX
	MOVQ tile+32(FP), BX
	LEAQ (R8)(CX*2), R9
	SHRQ $1, CX
	XORQ AX, AX
	PXOR X0, X0
	PXOR X1, X1
	PXOR X2, X2
	PXOR X3, X3
	PXOR X4, X4
	PXOR X5, X5
	PXOR X6, X6
	PXOR X7, X7

pair:
	MOVL (R8)(AX*4), X10
	PSHUFL $0, X10, X10
	MOVL (R9)(AX*4), X11
	PSHUFL $0, X11, X11
	QUAD(0, X0, X4)
	QUAD(16, X1, X5)
	QUAD(32, X2, X6)
	QUAD(48, X3, X7)
	ADDQ $64, BX
	INCQ AX
	CMPQ AX, CX
	JL pair
	MOVOU X0, (DI)
	MOVOU X1, 16(DI)
	MOVOU X2, 32(DI)
	MOVOU X3, 48(DI)
	LEAQ (DI)(SI*4), DI
	MOVOU X4, (DI)
	MOVOU X5, 16(DI)
	MOVOU X6, 32(DI)
	MOVOU X7, 48(DI)
	RET

// func spreadAVX2(t0, t1, t2, t3, x0, x1, x2, x3 *int16, n int)
TEXT ·spreadAVX2(SB), NOSPLIT, $0-72
	MOVQ t0+0(FP), DI
	MOVQ t1+8(FP), SI
	MOVQ t2+16(FP), R8
	MOVQ t3+24(FP), R9
	MOVQ x0+32(FP), R10
	MOVQ x1+40(FP), R11
	MOVQ x2+48(FP), R12
	MOVQ x3+56(FP), R13
	MOVQ n+64(FP), CX
	SHLQ $1, CX
	XORQ AX, AX

spread:
	VMOVDQU (R10)(AX*1), Y0
	VMOVDQU (R11)(AX*1), Y1
	VMOVDQU (R12)(AX*1), Y2
	VPSUBW Y2, Y0, Y0
	VPADDW Y2, Y1, Y3
	VPSUBW Y1, Y2, Y4
	VPSUBW (R13)(AX*1), Y1, Y5
	VMOVDQU Y0, (DI)(AX*1)
	VMOVDQU Y3, (SI)(AX*1)
	VMOVDQU Y4, (R8)(AX*1)
	VMOVDQU Y5, (R9)(AX*1)
	ADDQ $32, AX
	CMPQ AX, CX
	JL spread
	VZEROUPPER
	RET

// func gatherAVX2(c0, c1, c2, c3 *int32, n int)
TEXT ·gatherAVX2(SB), NOSPLIT, $0-40
	MOVQ c0+0(FP), DI
	MOVQ c1+8(FP), SI
	MOVQ c2+16(FP), R8
	MOVQ c3+24(FP), R9
	MOVQ n+32(FP), CX
	SHLQ $2, CX
	XORQ AX, AX

gather:
	VMOVDQU (SI)(AX*1), Y1
	VMOVDQU (R8)(AX*1), Y2
	VPADDD Y2, Y1, Y3
	VPSUBD Y2, Y1, Y4
	VPSRAD $1, Y3, Y3
	VPSRAD $1, Y4, Y4
	VPADDD (DI)(AX*1), Y3, Y3
	VPSUBD (R9)(AX*1), Y4, Y4
	VMOVDQU Y3, (DI)(AX*1)
	VMOVDQU Y4, (R9)(AX*1)
	ADDQ $32, AX
	CMPQ AX, CX
	JL gather
	VZEROUPPER
	RET

// func lanesAVX2(s *[8]float32, x *float32, n int)
TEXT ·lanesAVX2(SB), NOSPLIT, $0-24
	MOVQ s+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	SHRQ $3, CX
	VXORPS Y0, Y0, Y0

squares:
	VMOVUPS (SI), Y1
	VMULPS Y1, Y1, Y1
	VADDPS Y1, Y0, Y0
	ADDQ $32, SI
	DECQ CX
	JNZ squares
	VMOVUPS Y0, (DI)
	VZEROUPPER
	RET

// func quantizeAVX2(q *int16, x *float32, n int, m, limit float32)
TEXT ·quantizeAVX2(SB), NOSPLIT, $0-32
	MOVQ q+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	VBROADCASTSS m+24(FP), Y0
	VBROADCASTSS limit+28(FP), Y1
	VXORPS Y2, Y2, Y2
	VSUBPS Y1, Y2, Y2
	SHRQ $4, CX

sixteen:
	VMULPS (SI), Y0, Y3
	VMULPS 32(SI), Y0, Y4
	VMINPS Y1, Y3, Y3
	VMINPS Y1, Y4, Y4
	VMAXPS Y2, Y3, Y3
	VMAXPS Y2, Y4, Y4
	VCVTPS2DQ Y3, Y3
	VCVTPS2DQ Y4, Y4
	VPACKSSDW Y4, Y3, Y3
	VPERMQ $0xD8, Y3, Y3
	VMOVDQU Y3, (DI)
	ADDQ $64, SI
	ADDQ $32, DI
	DECQ CX
	JNZ sixteen
	VZEROUPPER
	RET

// func addRowAVX2(h *float32, e *int8, n int, s float32)
TEXT ·addRowAVX2(SB), NOSPLIT, $0-28
	MOVQ h+0(FP), DI
	MOVQ e+8(FP), SI
	MOVQ n+16(FP), CX
	VBROADCASTSS s+24(FP), Y0
	SHRQ $3, CX

eight:
	VPMOVSXBD (SI), Y1
	VCVTDQ2PS Y1, Y1
	VMULPS Y0, Y1, Y1
	VADDPS (DI), Y1, Y1
	VMOVUPS Y1, (DI)
	ADDQ $8, SI
	ADDQ $32, DI
	DECQ CX
	JNZ eight
	VZEROUPPER
	RET

// func residualAVX2(h *float32, c *int32, scale, bias *float32, n int, slope float32)
TEXT ·residualAVX2(SB), NOSPLIT, $0-44
	MOVQ h+0(FP), DI
	MOVQ c+8(FP), SI
	MOVQ scale+16(FP), R8
	MOVQ bias+24(FP), R9
	MOVQ n+32(FP), CX
	VBROADCASTSS slope+40(FP), Y0
	SHRQ $3, CX

add:
	VCVTDQ2PS (SI), Y1
	VMULPS (R8), Y1, Y1
	VADDPS (R9), Y1, Y1
	VMULPS Y0, Y1, Y2
	VMAXPS Y2, Y1, Y1
	VADDPS (DI), Y1, Y1
	VMOVUPS Y1, (DI)
	ADDQ $32, SI
	ADDQ $32, R8
	ADDQ $32, R9
	ADDQ $32, DI
	DECQ CX
	JNZ add
	VZEROUPPER
	RET

// func scoresAVX2(top *[8]float32, x *float32, c *int32, bias *float32, n int, scale float32)
TEXT ·scoresAVX2(SB), NOSPLIT, $0-44
	MOVQ top+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ c+16(FP), R8
	MOVQ bias+24(FP), R9
	MOVQ n+32(FP), CX
	VBROADCASTSS scale+40(FP), Y0
	VXORPS Y2, Y2, Y2
	SHRQ $3, CX

scores:
	VCVTDQ2PS (R8), Y1
	VMULPS Y0, Y1, Y1
	VADDPS (R9), Y1, Y1
	VMAXPS Y1, Y2, Y2
	VMOVUPS Y1, (SI)
	ADDQ $32, R8
	ADDQ $32, R9
	ADDQ $32, SI
	DECQ CX
	JNZ scores
	VMOVUPS Y2, (DI)
	VZEROUPPER
	RET

// The constants of exp in attention.go.
DATA expc<>+0(SB)/4, $1.44269504
DATA expc<>+4(SB)/4, $12582912.0
DATA expc<>+8(SB)/4, $0.693359375
DATA expc<>+12(SB)/4, $-2.12194440e-4
DATA expc<>+16(SB)/4, $1.9875691500e-4
DATA expc<>+20(SB)/4, $1.3981999507e-3
DATA expc<>+24(SB)/4, $8.3334519073e-3
DATA expc<>+28(SB)/4, $4.1665795894e-2
DATA expc<>+32(SB)/4, $1.6666665459e-1
DATA expc<>+36(SB)/4, $5.0000001201e-1
DATA expc<>+40(SB)/4, $1.0
DATA expc<>+44(SB)/4, $-20.0
DATA expc<>+48(SB)/4, $127
GLOBL expc<>(SB), RODATA|NOPTR, $52

// func expsAVX2(s *[8]float32, x *float32, n int, top float32)
// Each step is one of exp's, rounded as there.
TEXT ·expsAVX2(SB), NOSPLIT, $0-28
	MOVQ s+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	VBROADCASTSS top+24(FP), Y0
	VBROADCASTSS expc<>+4(SB), Y4
	VBROADCASTSS expc<>+40(SB), Y5
	VBROADCASTSS expc<>+44(SB), Y6
	VPBROADCASTD expc<>+48(SB), Y7
	VBROADCASTSS expc<>+0(SB), Y8
	VBROADCASTSS expc<>+8(SB), Y9
	VBROADCASTSS expc<>+12(SB), Y10
	VXORPS Y15, Y15, Y15
	SHRQ $3, CX

exps:
	VMOVUPS (SI), Y1
	VSUBPS Y0, Y1, Y1 // x
	VMULPS Y8, Y1, Y2
	VADDPS Y4, Y2, Y2
	VSUBPS Y4, Y2, Y2 // k
	VMULPS Y9, Y2, Y3
	VSUBPS Y3, Y1, Y11
	VMULPS Y10, Y2, Y3
	VSUBPS Y3, Y11, Y11 // r
	VBROADCASTSS expc<>+16(SB), Y12
	VMULPS Y11, Y12, Y12
	VBROADCASTSS expc<>+20(SB), Y13
	VADDPS Y13, Y12, Y12
	VMULPS Y11, Y12, Y12
	VBROADCASTSS expc<>+24(SB), Y13
	VADDPS Y13, Y12, Y12
	VMULPS Y11, Y12, Y12
	VBROADCASTSS expc<>+28(SB), Y13
	VADDPS Y13, Y12, Y12
	VMULPS Y11, Y12, Y12
	VBROADCASTSS expc<>+32(SB), Y13
	VADDPS Y13, Y12, Y12
	VMULPS Y11, Y12, Y12
	VBROADCASTSS expc<>+36(SB), Y13
	VADDPS Y13, Y12, Y12
	VMULPS Y11, Y11, Y13
	VMULPS Y13, Y12, Y12
	VADDPS Y11, Y12, Y12
	VADDPS Y5, Y12, Y12
	VCVTTPS2DQ Y2, Y2
	VPADDD Y7, Y2, Y2
	VPSLLD $23, Y2, Y2
	VMULPS Y2, Y12, Y12
	VCMPPS $5, Y6, Y1, Y3 // not less than -20
	VANDPS Y3, Y12, Y12
	VADDPS Y12, Y15, Y15
	VMOVUPS Y12, (SI)
	ADDQ $32, SI
	DECQ CX
	JNZ exps
	VMOVUPS Y15, (DI)
	VZEROUPPER
	RET

// func affineAVX2(y *float32, c *int32, scale, bias *float32, n int)
TEXT ·affineAVX2(SB), NOSPLIT, $0-40
	MOVQ y+0(FP), DI
	MOVQ c+8(FP), SI
	MOVQ scale+16(FP), R8
	MOVQ bias+24(FP), R9
	MOVQ n+32(FP), CX
	SHLQ $2, CX
	XORQ AX, AX

affine:
	VCVTDQ2PS (SI)(AX*1), Y1
	VMULPS (R8)(AX*1), Y1, Y1
	VADDPS (R9)(AX*1), Y1, Y1
	VMOVUPS Y1, (DI)(AX*1)
	ADDQ $32, AX
	CMPQ AX, CX
	JL affine
	VZEROUPPER
	RET

// func residual3AVX2(h, e *float32, c0, c1, c2 *int32, scale, bias *float32, n int, slope float32)
TEXT ·residual3AVX2(SB), NOSPLIT, $0-68
	MOVQ h+0(FP), DI
	MOVQ e+8(FP), R12
	MOVQ c0+16(FP), SI
	MOVQ c1+24(FP), R10
	MOVQ c2+32(FP), R11
	MOVQ scale+40(FP), R8
	MOVQ bias+48(FP), R9
	MOVQ n+56(FP), CX
	VBROADCASTSS slope+64(FP), Y0
	SHLQ $2, CX
	XORQ AX, AX

add3:
	VMOVDQU (SI)(AX*1), Y1
	VPADDD (R10)(AX*1), Y1, Y1
	VPADDD (R11)(AX*1), Y1, Y1
	VCVTDQ2PS Y1, Y1
	VMULPS (R8)(AX*1), Y1, Y1
	VADDPS (R9)(AX*1), Y1, Y1
	VMULPS Y0, Y1, Y2
	VMAXPS Y2, Y1, Y1
	VADDPS (R12)(AX*1), Y1, Y1
	VMOVUPS Y1, (DI)(AX*1)
	ADDQ $32, AX
	CMPQ AX, CX
	JL add3
	VZEROUPPER
	RET
