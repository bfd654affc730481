package parse

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"unsafe"
)

// ErrModel is wrapped by every error about a model file that can't be used.
var ErrModel = errors.New("parse: not a usable model")

// header is the JSON at the start of a model file; train/FORMAT.md describes
// the whole file.
type header struct {
	Format    int                 `json:"format"`
	Language  string              `json:"language"`
	Date      string              `json:"date"`
	Dim       int                 `json:"dim"`
	Arc       int                 `json:"arc"`
	Lab       int                 `json:"lab"`
	Dilations []int               `json:"dilations"`
	Slope     float32             `json:"slope"`
	Attend    []int               `json:"attend"` // numbers of the convolutions that attention goes before
	Look      []lookScale         `json:"look"`
	LookWidth int                 `json:"look_width"`
	LookHeads int                 `json:"look_heads"`
	Link      float32             `json:"link"`    // what linked words are worth in names
	Classes   int                 `json:"classes"` // of words in dictionaries
	Edges     []int               `json:"edges"`
	Labels    map[string][]string `json:"labels"`
	Scale     struct {
		X        float32 `json:"x"`
		ArcLimit float32 `json:"arc_limit"`
		ArcDep   float32 `json:"arc_dep"`
		ArcHead  float32 `json:"arc_head"`
		LabLimit float32 `json:"lab_limit"`
		Lab      float32 `json:"lab"`
	} `json:"scale"`
	Sections []struct {
		Name  string `json:"name"`
		At    int    `json:"at"`
		Bytes int    `json:"bytes"`
	} `json:"sections"`
}

// reader hands out the sections of a model file and keeps the first error.
type reader struct {
	header
	body []byte
	err  error
}

func bad(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrModel, fmt.Sprintf(format, args...))
}

func openModel(b []byte) (*reader, error) {
	const magic = "RAPMODEL"
	if len(b) < 16 || string(b[:8]) != magic {
		return nil, bad("the file doesn't start with %s", magic)
	}
	if v := binary.LittleEndian.Uint32(b[8:]); v != 1 {
		return nil, bad("format %d, this program reads format 1", v)
	}
	n := int(binary.LittleEndian.Uint32(b[12:]))
	if n > len(b)-16 {
		return nil, bad("the file ends within its header")
	}
	r := &reader{body: b[16+n:]}
	d := json.NewDecoder(bytes.NewReader(b[16 : 16+n]))
	if err := d.Decode(&r.header); err != nil {
		return nil, bad("header: %v", err)
	}
	h := &r.header
	switch {
	case h.Dim < 16 || h.Dim > 1024 || h.Dim%16 != 0:
		return nil, bad("width %d", h.Dim)
	case h.Arc < 16 || h.Arc > 512 || h.Arc%16 != 0 || h.Lab < 16 || h.Lab > 512 || h.Lab%16 != 0:
		return nil, bad("arc and label widths %d, %d", h.Arc, h.Lab)
	case len(h.Dilations) > 64 || len(h.Edges) == 0 || len(h.Edges) > 64 || h.Edges[0] != 1:
		return nil, bad("layers or distances")
	case !(h.Slope >= 0 && h.Slope < 1):
		return nil, bad("slope %v", h.Slope)
	case !(h.Link >= 0 && h.Link < 100):
		return nil, bad("link %v", h.Link)
	case h.Classes < 0 || h.Classes > 4096:
		return nil, bad("%d classes", h.Classes)
	}
	for _, d := range h.Dilations {
		if d < 1 || d > 64 {
			return nil, bad("dilation %d", d)
		}
	}
	for _, k := range []string{"upos", "xpos", "feats", "names", "rel"} {
		if n := len(h.Labels[k]); n == 0 || n > 4096 {
			return nil, bad("%d labels of %s", n, k)
		}
	}
	return r, nil
}

// section returns the bytes of a section; want is its size, or -1 for any.
func (r *reader) section(name string, want int) []byte {
	if r.err != nil {
		return make([]byte, max(want, 0))
	}
	for _, s := range r.Sections {
		if s.Name != name {
			continue
		}
		if s.At < 0 || s.Bytes < 0 || s.At > len(r.body) || s.Bytes > len(r.body)-s.At || want >= 0 && s.Bytes != want {
			break
		}
		return r.body[s.At : s.At+s.Bytes : s.At+s.Bytes]
	}
	r.err = bad("section %s is missing, cut off or of another size", name)
	return make([]byte, max(want, 0))
}

func (r *reader) floats(name string, n int) []float32 {
	b := r.section(name, 4*n)
	out := make([]float32, n)
	for i := range out {
		v := math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		if v != v || v > 1e9 || v < -1e9 {
			if r.err == nil {
				r.err = bad("section %s holds a value out of range", name)
			}
			v = 0
		}
		out[i] = v
	}
	return out
}

func (r *reader) uints(name string) []uint32 {
	b := r.section(name, -1)
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

func (r *reader) int16s(name string, n int) []int16 {
	b := r.section(name, 2*n)
	out := make([]int16, n)
	for i := range out {
		out[i] = int16(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return out
}

// int8s returns the section itself, seen as int8.
func (r *reader) int8s(name string, n int) []int8 {
	b := r.section(name, n)
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(&b[0])), n)
}

// matrix reads the weights name.w (int16, out rows of in), scales name.s and
// biases name.b, and packs the weights. norm is the greatest Euclidean length
// an input vector can have; a sum of products is at most norm times the length
// of its row of weights, which must stay below 2^31.
func (r *reader) matrix(name string, in, out int, norm float64) matrix {
	m := matrix{in: in, out: out}
	w := r.int16s(name+".w", in*out)
	m.scale = r.floats(name+".s", out)
	m.bias = r.floats(name+".b", out)
	if r.err != nil {
		return m
	}
	for o := 0; o < out; o++ {
		var sq int64
		for _, v := range w[o*in : (o+1)*in] {
			sq += int64(v) * int64(v)
		}
		if math.Sqrt(float64(sq))*norm >= 1<<31-1 {
			r.err = bad("row %d of %s is too large for sums of 32 bits", o, name)
			return m
		}
	}
	m.w = make([]int16, m.width()*in)
	pack(m.w, w, out, in)
	return m
}
