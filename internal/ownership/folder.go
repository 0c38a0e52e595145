package ownership

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	lockFile = "lock"
	nameFile = "owner"
	// bootFile names this run of the machine.
	bootFile = "/proc/sys/kernel/random/boot_id"
)

// Locks of an open file (fcntl_locking(2)): they end with the process in whatever way,
// and can be asked for without being taken.
const getLock, setLock = 36, 37 // F_OFD_GETLK, F_OFD_SETLK

// Folder is a data folder that this process alone may write.
type Folder struct {
	lock     *os.File
	dir      *os.File // the folder itself, locked as well
	instance string
	who      string
}

// holder is what a lock file says about who holds it.
type holder struct {
	PID     int       `json:"pid"`
	Host    string    `json:"host"`
	Command string    `json:"command"`
	Since   time.Time `json:"since"`
}

func (h holder) String() string {
	return fmt.Sprintf("pid %d on %s since %s", h.PID, h.Host, h.Since.Format(time.RFC3339))
}

// HeldError is returned for a data folder that another process writes.
type HeldError struct{ Dir, By string }

func (e *HeldError) Error() string {
	return fmt.Sprintf("the data folder %s is in use by %s: stop that process first, or name another folder in HOTLINE_DATA_DIR", e.Dir, e.By)
}

// Lock takes a data folder for a command of this program, until Unlock or the end of
// the process. It returns a *HeldError at once when another process has it.
func Lock(dir, command string, now time.Time) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the data folder (HOTLINE_DATA_DIR): %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, lockFile), os.O_CREATE|os.O_RDWR, 0o644)
	take := lockToWrite
	if errors.Is(err, syscall.EROFS) {
		f, err = os.Open(filepath.Join(dir, lockFile))
		take = lockReadOnly
	}
	if err != nil {
		return nil, fmt.Errorf("lock the data folder (HOTLINE_DATA_DIR): %w", err)
	}
	locked := &Folder{lock: f}
	err = take(f)
	itself, held := lockItself(dir)
	locked.dir = itself
	if held || errors.Is(err, syscall.EAGAIN) || errors.Is(err, syscall.EACCES) {
		defer locked.Unlock()
		return nil, &HeldError{Dir: dir, By: heldBy(f)}
	}
	if err != nil {
		locked.Unlock()
		return nil, fmt.Errorf("lock the data folder (HOTLINE_DATA_DIR): %w", err)
	}
	host, _ := os.Hostname()
	h := holder{PID: os.Getpid(), Host: host, Command: command, Since: now.UTC().Truncate(time.Second)}
	note(f, h)
	locked.instance, locked.who = name(dir)+"/"+boot(), h.String()
	return locked, nil
}

func lockToWrite(f *os.File) error {
	return syscall.FcntlFlock(f.Fd(), setLock, &syscall.Flock_t{Type: syscall.F_WRLCK})
}

// lockReadOnly takes the lock on a disk that was made read-only, as the kernel does with a
// broken one: calls must not wait for its repair. Such a file gives only a shared lock, which
// keeps out whoever can write; the folder's own lock keeps out the others.
func lockReadOnly(f *os.File) error {
	return syscall.FcntlFlock(f.Fd(), setLock, &syscall.Flock_t{Type: syscall.F_RDLCK})
}

// lockItself locks the folder beside its lock file, which somebody may remove who believes
// that it was left over: two services on one folder would take the calls from each other
// again and again. A file system without such locks (flock(2)) has the file alone.
func lockItself(dir string) (itself *os.File, held bool) {
	d, err := os.Open(dir)
	if err != nil {
		return nil, false
	}
	if err := syscall.Flock(int(d.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		_ = d.Close()
		return nil, true
	}
	return d, false
}

// note writes who holds the lock. On a full or read-only disk nobody is told, and the lock holds all
// the same.
func note(f *os.File, h holder) {
	if raw, err := json.Marshal(h); err == nil && f.Truncate(0) == nil {
		_, _ = f.WriteAt(append(raw, '\n'), 0)
	}
}

func heldBy(f *os.File) string {
	raw, err := io.ReadAll(io.LimitReader(f, 4096))
	var h holder
	if err != nil || json.Unmarshal(raw, &h) != nil {
		return "another process"
	}
	return fmt.Sprintf("hotline %s, %s", h.Command, h)
}

// HolderOf returns who holds a data folder, "" if nobody does. It asks without taking
// the lock, so no service that starts meanwhile is refused.
func HolderOf(dir string) string {
	f, err := os.Open(filepath.Join(dir, lockFile))
	if err != nil {
		return ""
	}
	defer f.Close()
	asked := syscall.Flock_t{Type: syscall.F_WRLCK}
	if err := syscall.FcntlFlock(f.Fd(), getLock, &asked); err != nil || asked.Type == syscall.F_UNLCK {
		return ""
	}
	return heldBy(f)
}

// Unlock gives the folder up. Closing alone would not, while a child that is just being
// started has copies of the files.
func (f *Folder) Unlock() {
	_ = syscall.FcntlFlock(f.lock.Fd(), setLock, &syscall.Flock_t{Type: syscall.F_UNLCK})
	_ = f.lock.Close()
	if f.dir != nil {
		_ = syscall.Flock(int(f.dir.Fd()), syscall.LOCK_UN)
		_ = f.dir.Close()
	}
}

// Instance names the folder and this run of the machine: "K3FQ…/8d1f3c2a". A service
// that starts again on the folder has the same name; one on a copy has another.
func (f *Folder) Instance() string { return f.instance }

// Who names this process for people.
func (f *Folder) Who() string { return f.who }

// named is the file with a folder's name. A copy of it is another file, which the
// numbers of device and inode tell.
type named struct {
	Name   string `json:"name"`
	Device uint64 `json:"device"`
	Inode  uint64 `json:"inode"`
}

// name returns the name of a folder, which is made once. Where it cannot be written,
// this run has a name of its own.
func name(dir string) string {
	path := filepath.Join(dir, nameFile)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if errors.Is(err, syscall.EROFS) {
		f, err = os.Open(path)
	}
	if err != nil {
		return rand.Text()
	}
	defer f.Close()
	var there syscall.Stat_t
	if err := syscall.Fstat(int(f.Fd()), &there); err != nil {
		return rand.Text()
	}
	raw, _ := io.ReadAll(io.LimitReader(f, 4096))
	var n named
	if json.Unmarshal(raw, &n) == nil && n.Name != "" && n.Device == there.Dev && n.Inode == there.Ino {
		return n.Name
	}
	n = named{Name: rand.Text(), Device: there.Dev, Inode: there.Ino}
	if raw, err = json.Marshal(n); err == nil && f.Truncate(0) == nil {
		if _, err = f.WriteAt(raw, 0); err == nil {
			_ = f.Sync()
		}
	}
	return n.Name
}

func boot() string {
	raw, _ := os.ReadFile(bootFile)
	id, _, _ := strings.Cut(strings.TrimSpace(string(raw)), "-")
	return id
}
