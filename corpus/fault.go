package corpus

import (
	"errors"
	"io/fs"
	"syscall"

	"tifa/corpus/problem"
)

// Unreadable is the Problem of a file or folder that the system does not let us open or read. It
// says what to do, and is Transient: it says nothing of the content.
func Unreadable(path string, err error) Problem {
	return Problem{Path: path, Kind: KindUnreadable, Reason: advice(err), Action: problem.LeftOut, Transient: true}
}

// advice is what the system says, without the path, which would be absolute, and what to do.
func advice(err error) string {
	text := reason(err)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return text + ": give yourself the right to read it, as with chmod u+r (a folder: u+rx), and run again"
	case errors.Is(err, fs.ErrNotExist):
		return text + ": it was moved or deleted, or a link leads nowhere: put it back, or run again without it"
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return text + ": close other programs, or allow more open files (ulimit -n), and run again"
	}
	return text + ": are the disk and the network in order? run again"
}

// reason is what an error of the file system says without the path, which would be absolute.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}
