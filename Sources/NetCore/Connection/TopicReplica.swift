/// What one loop knows of a topic.
final class TopicReplica {
  let topic: Topic
  init(of topic: Topic, worker: Worker) { self.topic = topic }
}
