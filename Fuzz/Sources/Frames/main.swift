import Fuzzing

fuzz(checkFrames)
