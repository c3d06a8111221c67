// Go's net/http with gorilla/websocket: server PORT FOLDER.
//
// A goroutine for each subscriber sends what comes through its channel; a message is encoded once for all.
package main

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"sync"

	"github.com/gorilla/websocket"
)

type subscriber chan *websocket.PreparedMessage

var (
	lock   sync.RWMutex
	topics = map[string]map[subscriber]struct{}{}

	upgrader = websocket.Upgrader{
		ReadBufferSize:  1024,
		WriteBufferSize: 1024,
		WriteBufferPool: &sync.Pool{},
		CheckOrigin:     func(*http.Request) bool { return true },
	}
)

type progress struct {
	TaskID   string `json:"task_id"`
	Progress int    `json:"progress"`
	Total    int    `json:"total"`
	Status   string `json:"status"`
	Message  string `json:"message"`
}

func tellProgress(response http.ResponseWriter, request *http.Request) {
	task := strings.TrimPrefix(request.URL.Path, "/api/progress/")
	content, _ := json.Marshal(progress{task, 42, 100, "running", "Processing item 42 of 100"})
	response.Header().Set("Content-Type", "application/json")
	response.Write(content)
}

func add(topic string) subscriber {
	lock.Lock()
	defer lock.Unlock()
	added := make(subscriber, 64)
	if topics[topic] == nil {
		topics[topic] = map[subscriber]struct{}{}
	}
	topics[topic][added] = struct{}{}
	return added
}

func remove(topic string, removed subscriber) {
	lock.Lock()
	defer lock.Unlock()
	delete(topics[topic], removed)
}

func publish(topic string, content []byte) {
	message, err := websocket.NewPreparedMessage(websocket.TextMessage, content)
	if err != nil {
		return
	}
	lock.RLock()
	defer lock.RUnlock()
	for subscriber := range topics[topic] {
		subscriber <- message
	}
}

func echo(connection *websocket.Conn, _ string) {
	for {
		kind, content, err := connection.ReadMessage()
		if err != nil || connection.WriteMessage(kind, content) != nil {
			return
		}
	}
}

func receive(connection *websocket.Conn, topic string) {
	for {
		_, content, err := connection.ReadMessage()
		if err != nil {
			return
		}
		publish(topic, content)
	}
}

func follow(connection *websocket.Conn, topic string) {
	messages, isGone := add(topic), make(chan struct{})
	defer remove(topic, messages)
	go func() {
		defer close(isGone)
		for {
			if _, _, err := connection.NextReader(); err != nil {
				return
			}
		}
	}()
	for {
		select {
		case message := <-messages:
			if connection.WritePreparedMessage(message) != nil {
				return
			}
		case <-isGone:
			return
		}
	}
}

// Upgrades requests for paths that begin with a prefix, behind which the topic stands.
func handle(mux *http.ServeMux, prefix string, serve func(*websocket.Conn, string)) {
	mux.HandleFunc(prefix, func(response http.ResponseWriter, request *http.Request) {
		connection, err := upgrader.Upgrade(response, request, nil)
		if err != nil {
			return
		}
		defer connection.Close()
		serve(connection, strings.TrimPrefix(request.URL.Path, prefix))
	})
}

func main() {
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir(os.Args[2])))
	mux.HandleFunc("/api/progress/", tellProgress)
	handle(mux, "/echo", echo)
	handle(mux, "/pub/", receive)
	handle(mux, "/ws/", follow)
	panic(http.ListenAndServe("127.0.0.1:"+os.Args[1], mux))
}
