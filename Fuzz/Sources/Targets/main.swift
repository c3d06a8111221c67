import Fuzzing

fuzz(checkTargets)
