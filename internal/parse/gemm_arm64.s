//go:build !purego

#include "textflag.h"

// Multiplications of 16 bits added to sums of 32, of the lower or upper half of n;
// the assembler has no name for them. Arguments are numbers of registers.
#define SMLAL(m, n, d) WORD $(0x0E608000 | m<<16 | n<<5 | d)
#define SMLAL2(m, n, d) WORD $(0x4E608000 | m<<16 | n<<5 | d)

// A step of a row: its pair of inputs in every lane of V4 and V5, times the
// weights of the first input in V0 and V2, and of the second in V1 and V3.
#define ROW(A, S0, S1, S2, S3) \
	VLD2R.P 4(A), [V4.H8, V5.H8] \
	SMLAL(4, 0, S0) \
	SMLAL2(4, 0, S1) \
	SMLAL(4, 2, S2) \
	SMLAL2(4, 2, S3) \
	SMLAL(5, 1, S0) \
	SMLAL2(5, 1, S1) \
	SMLAL(5, 3, S2) \
	SMLAL2(5, 3, S3)

#define WEIGHTS \
	VLD2.P 32(R4), [V0.H8, V1.H8] \
	VLD2.P 32(R4), [V2.H8, V3.H8]

#define ZERO(S0, S1, S2, S3) \
	VEOR S0.B16, S0.B16, S0.B16 \
	VEOR S1.B16, S1.B16, S1.B16 \
	VEOR S2.B16, S2.B16, S2.B16 \
	VEOR S3.B16, S3.B16, S3.B16

// func kernelNEON(c *int32, width int, a *int16, in int, tile *int16, rows int)
// Two or four rows of a, sixteen outputs.
TEXT ·kernelNEON(SB), NOSPLIT, $0-48
	MOVD c+0(FP), R0
	MOVD width+8(FP), R1
	MOVD a+16(FP), R5
	MOVD in+24(FP), R3
	MOVD tile+32(FP), R4
	MOVD rows+40(FP), R2
	LSL $2, R1, R1
	ADD R3<<1, R5, R6
	ADD R3<<1, R6, R7
	ADD R3<<1, R7, R8
	LSR $1, R3, R3
	ZERO(V16, V17, V18, V19)
	ZERO(V20, V21, V22, V23)
	CMP $2, R2
	BEQ two
	ZERO(V24, V25, V26, V27)
	ZERO(V28, V29, V30, V31)

four:
	WEIGHTS
	ROW(R5, 16, 17, 18, 19)
	ROW(R6, 20, 21, 22, 23)
	ROW(R7, 24, 25, 26, 27)
	ROW(R8, 28, 29, 30, 31)
	SUBS $1, R3, R3
	BNE four
	VST1 [V16.S4, V17.S4, V18.S4, V19.S4], (R0)
	ADD R1, R0, R0
	VST1 [V20.S4, V21.S4, V22.S4, V23.S4], (R0)
	ADD R1, R0, R0
	VST1 [V24.S4, V25.S4, V26.S4, V27.S4], (R0)
	ADD R1, R0, R0
	VST1 [V28.S4, V29.S4, V30.S4, V31.S4], (R0)
	RET

two:
	WEIGHTS
	ROW(R5, 16, 17, 18, 19)
	ROW(R6, 20, 21, 22, 23)
	SUBS $1, R3, R3
	BNE two
	VST1 [V16.S4, V17.S4, V18.S4, V19.S4], (R0)
	ADD R1, R0, R0
	VST1 [V20.S4, V21.S4, V22.S4, V23.S4], (R0)
	RET
