// Package codebook holds the built-in rules as files; internal/rule reads them.
package codebook

import "embed"

// Files are the rule files, word lists and tables of this folder.
//
//go:embed *.rule *.txt *.tsv
var Files embed.FS
