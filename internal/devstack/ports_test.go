package devstack

import "testing"

// TestPortsAreGivenOnce: a port that was chosen is nobody else's, though nothing
// listens on it yet.
func TestPortsAreGivenOnce(t *testing.T) {
	t.Parallel()
	given := map[int]bool{}
	for range 50 {
		port, err := FreePort()
		if err != nil {
			t.Fatal(err)
		}
		if given[port] || port < firstPort || port >= lastPort {
			t.Fatalf("port %d was given twice, or lies outside", port)
		}
		given[port] = true
	}
}
