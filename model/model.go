// Package model holds the trained English model as bytes, for parse.New.
// MODEL.md says what it was trained on, how good it is and what it gets wrong.
package model

import _ "embed"

// English is the model file. It must not be changed.
//
//go:embed english.bin
var English []byte

// SHA256 is the checksum of English, in hexadecimal, as MODEL.md names it.
//
//go:embed english.sha256
var SHA256 string
