import Fuzzing

fuzz(checkForms)
