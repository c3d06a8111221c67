import Fuzzing

fuzz(checkContent)
