// Package store keeps the work on each input file in a shard, one file on disk. A run that is
// stopped leaves its whole shards, and the next run with the same program, settings and input uses
// them again. Results never depend on whether a shard was there: one that does not check is made
// again.
//
// # Format of a shard
//
// A shard is a magic line and frames, the last of which is the trailer:
//
//	tifa shard 2\n
//	frame 'd'   a document: four chunks (head, body, words, sequence; see Record)
//	frame 'p'   a problem: one chunk
//	frame 't'   the trailer: one chunk, and nothing after it
//
// A frame is
//
//	kind      1 byte
//	lengths   a uvarint for each chunk: its bytes
//	check     4 bytes, little-endian: CRC-32C of kind and lengths
//	chunks    each its bytes, then 4 bytes, little-endian: their CRC-32C
//
// So a chunk can be read and checked alone. In a chunk, a string is a uvarint length and bytes, a
// number is a varint, and a set of booleans is the bits of one number.
//
// The chunk of the trailer has the number of documents, the number of problems, 1 if a problem is
// transient (else 0), the input file's bytes and SHA-256 as they were read (a string, empty if not
// known), and the SHA-256 of the shard's name and of all its bytes before the trailer (a string).
// So a shard that was copied or moved to another's name does not check.
//
// For example, a file without one document, whose text was empty, gives
//
//	tifa shard 2\n
//	'p' 48 c c c c …the problem… c c c c
//	't' 69 c c c c 0 2 0 0 0 32 …hash… c c c c      (varints: 0 documents, 1 problem, …)
//
// A shard is written under a name that ends in ".new" and is then renamed. One of at least syncFrom
// bytes is synced before that, and its folder after. For a smaller one a sync takes longer than its
// work: if the machine fails before the system has written it, it does not check and is made again.
package store

import (
	"fmt"
	"hash/crc32"
)

const (
	magic    = "tifa shard 2\n"
	syncFrom = 256 << 10 // bytes
)

// The kinds of frames.
const (
	kindDocument = 'd'
	kindProblem  = 'p'
	kindTrailer  = 't'
)

// chunksOf is the number of chunks in a frame, 0 for a kind that does not exist.
func chunksOf(kind byte) int {
	switch kind {
	case kindDocument:
		return 4
	case kindProblem, kindTrailer:
		return 1
	}
	return 0
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

const checkBytes = 4 // of a CRC-32C

// Summary is what a trailer says of its shard.
type Summary struct {
	Documents, Problems int
	// Transient reports whether a problem is the system's fault, so that the shard is for this run
	// only.
	Transient bool
	// Input is the SHA-256 of the input file's bytes as they were read, Bytes their number.
	Input string
	Bytes int64
}

// DamagedError is a shard that is not as it was written, or is gone. It has to be made again.
type DamagedError struct {
	Name string // of the shard in its folder
	Why  string
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("%s: kept work is damaged: %s: run again, and it is made anew", e.Name, e.Why)
}
