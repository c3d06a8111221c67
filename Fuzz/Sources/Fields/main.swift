import Fuzzing

fuzz(checkFields)
