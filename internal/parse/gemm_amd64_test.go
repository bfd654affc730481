package parse

import (
	"reflect"
	"testing"
)

// A parse without the assembly is the same, to the last bit of every score.
func TestParseWithoutAssembly(t *testing.T) {
	if !avx2 {
		t.Skip("this processor has no AVX2")
	}
	p := english(t)
	for _, text := range []string{
		"The rebels , led by Michael , denied on Friday that they had shelled the town of Zenda .",
		"HOSTAGES FREED IN EDELWEISS",
		"“ Ça va ? ” asked Zoë — 42 , from Graustark 's north - east …",
	} {
		var sc scratch
		run := func() ([]float32, any) {
			s := sentence(text)
			p.Parse(s)
			var forms []string
			for _, x := range s.Tokens {
				forms = append(forms, x.Text)
			}
			p.net.encode(&sc, forms)
			p.net.arcs(&sc, len(forms))
			return append(append([]float32(nil), sc.score...), sc.h...), s
		}
		fast, a := run()
		avx2 = false
		plain, b := run()
		avx2 = true
		if !reflect.DeepEqual(fast, plain) || !reflect.DeepEqual(a, b) {
			t.Errorf("%q differs without the assembly", text)
		}
	}
}

func BenchmarkParseWithoutAssembly(b *testing.B) {
	if !avx2 {
		b.Skip("this processor has no AVX2")
	}
	avx2 = false
	defer func() { avx2 = true }()
	BenchmarkParse(b)
}
