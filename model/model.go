// Package model holds the trained English model as bytes, for parse.New.
// MODEL.md says what it was trained on, how good it is and what it gets wrong.
package model

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
)

// English is the model file. It must not be changed.
//
//go:embed english.bin
var English []byte

// SHA256 is the checksum of English, in hexadecimal, as MODEL.md names it.
//
//go:embed english.sha256
var SHA256 string

// Confidence is the table of what each sign of a record's making says for it,
// for confidence.Load.
//
//go:embed confidence.tsv
var Confidence string

// Version is six hexadecimal digits that change with English and Confidence.
func Version() string {
	sum := sha256.Sum256([]byte(SHA256 + Confidence))
	return hex.EncodeToString(sum[:3])
}
