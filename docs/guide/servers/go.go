// One room: every message goes to everyone who is connected, the sender too.
// go mod init room, go get github.com/coder/websocket@v1.8.15, then:
// PORT=8080 ORIGINS=app.example go run go.go
package main

import (
	"context"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/coder/websocket"
)

type message struct {
	kind websocket.MessageType
	data []byte
}

type client struct {
	conn   *websocket.Conn
	outbox chan message
}

var (
	mu   sync.Mutex
	room = map[*client]bool{}
)

func env(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func join(w http.ResponseWriter, r *http.Request) {
	// Hosts of pages that may connect; others get 403. A client without an Origin is let in.
	origins := strings.Split(env("ORIGINS", "127.0.0.1:9160,localhost:9160"), ",")
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{OriginPatterns: origins})
	if err != nil {
		return // Accept has answered
	}
	conn.SetReadLimit(1 << 20) // a longer message is closed with 1009; without this line 32,768 bytes
	c := &client{conn, make(chan message, 64)}
	mu.Lock()
	room[c] = true
	mu.Unlock()

	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go c.write(ctx)
	for {
		kind, data, err := conn.Read(ctx)
		if err != nil {
			break
		}
		mu.Lock()
		for other := range room {
			select {
			case other.outbox <- message{kind, data}:
			default: // its outbox is full: cut off, the rest of the room does not wait
				delete(room, other)
				go other.conn.CloseNow()
			}
		}
		mu.Unlock()
	}
	mu.Lock()
	delete(room, c)
	mu.Unlock()
	conn.CloseNow()
}

// write sends what is in the outbox, and a ping after each 25 s; either may take 10 s.
func (c *client) write(ctx context.Context) {
	defer c.conn.CloseNow()
	beat := time.NewTicker(25 * time.Second)
	defer beat.Stop()
	for {
		var do func(context.Context) error
		select {
		case <-ctx.Done():
			return
		case m := <-c.outbox:
			do = func(ctx context.Context) error { return c.conn.Write(ctx, m.kind, m.data) }
		case <-beat.C:
			do = c.conn.Ping // waits for the pong
		}
		within, cancel := context.WithTimeout(ctx, 10*time.Second)
		err := do(within)
		cancel()
		if err != nil {
			return
		}
	}
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:"+env("PORT", "8080"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on ws://%s/\n", listener.Addr())
	go http.Serve(listener, http.HandlerFunc(join))

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, os.Interrupt)
	<-stop
	listener.Close()
	var closing sync.WaitGroup
	mu.Lock()
	for c := range room {
		closing.Add(1)
		go func(c *client) {
			defer closing.Done()
			c.conn.Close(websocket.StatusGoingAway, "server stops")
		}(c)
	}
	mu.Unlock()
	closing.Wait()
}
