import Generation

/// The options of a generation; here, since `Generation` and `NetCore` share some type names.
let optionNames = GenerationOptions.names
