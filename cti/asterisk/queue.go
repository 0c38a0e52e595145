package asterisk

import "sync"

// queue keeps raw events in order without a bound: the websocket's reader must
// never wait, or Asterisk closes the connection.
type queue struct {
	mu     sync.Mutex
	items  [][]byte
	notify chan struct{}
}

func newQueue() *queue { return &queue{notify: make(chan struct{}, 1)} }

func (q *queue) put(raw []byte) {
	q.mu.Lock()
	q.items = append(q.items, raw)
	q.mu.Unlock()
	select {
	case q.notify <- struct{}{}:
	default:
	}
}

// take empties the queue.
func (q *queue) take() [][]byte {
	q.mu.Lock()
	defer q.mu.Unlock()
	items := q.items
	q.items = nil
	return items
}

// peek looks at what has come so far and leaves it.
func (q *queue) peek() [][]byte {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.items[:len(q.items):len(q.items)]
}
