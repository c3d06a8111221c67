import Fuzzing

fuzz(checkRequests)
