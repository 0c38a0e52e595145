package phone

import (
	"fmt"
	"net/netip"
	"slices"
)

// emergency numbers are never dialled, wherever the call goes.
var emergency = []string{"110", "112", "119", "120", "122", "911", "999"}

// checkDial refuses a real emergency number, and any peer outside this machine
// unless the caller has declared that it is meant.
func checkDial(to string, peer netip.AddrPort, allowRemote bool) error {
	if slices.Contains(emergency, to) {
		return fmt.Errorf("%s is an emergency number; this telephone never dials it", to)
	}
	if !peer.Addr().IsLoopback() && !allowRemote {
		return fmt.Errorf("%s is not on this machine; say --allow-remote if you mean it", peer)
	}
	return nil
}
