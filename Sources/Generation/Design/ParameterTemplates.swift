import JSONSchema
import OpenAPI

/// Finds the valid value that a parameter has in every request: an example, else a sample.
struct ParameterTemplates {
  var sampler: Sampler
  var validator: SchemaValidator

  func input(_ parameter: Parameter) -> ParameterInput {
    let form = ParameterForm(parameter)
    let schema = parameter.schema ?? parameter.content?.schema
    let documented = parameter.examples + (parameter.content?.examples ?? [])
    let example = documented.first { isUsable($0.value, form, schema) }
    let template: Result<JSONValue, Unbuildable>
    if let example {
      template = .success(example.value)
    } else {
      do throws(Unbuildable) {
        template = .success(try sample(parameter, form, schema))
      } catch {
        template = .failure(error)
      }
    }
    return ParameterInput(
      parameter: parameter,
      form: form,
      schema: schema,
      template: template,
      isInvented: example == nil && ParameterPolicy.isOpaque(parameter)
    )
  }

  private func sample(
    _ parameter: Parameter,
    _ form: ParameterForm,
    _ schema: SchemaID?
  ) throws(Unbuildable) -> JSONValue {
    guard let schema else { return "text" }
    var reason = ""
    for attempt in 0..<DesignLimits.samplingAttemptsMax {
      let salt = attempt == 0 ? "" : "attempt \(attempt)"
      let value: JSONValue
      do throws(SamplingError) {
        // A realistic value, such as a file's path for `path`, may be the one without a form.
        let name = attempt == 0 ? parameter.name : nil
        value = try sampler.sample(schema, name: name, salt: salt)
      } catch {
        throw Unbuildable(reason: "no value for \(parameter.name): \(error.reason)")
      }
      do throws(SerialisationError) {
        _ = try ParameterSerialiser.serialise(value, as: form)
        if isVisible(value) { return value }
        reason = "an empty value cannot be told from an absent one"
      } catch {
        reason = error.reason
      }
    }
    throw Unbuildable(reason: "no value for \(parameter.name): \(reason)")
  }

  private func isUsable(_ value: JSONValue, _ form: ParameterForm, _ schema: SchemaID?) -> Bool {
    // An example without a form is passed over for another value.
    let hasForm = (try? ParameterSerialiser.serialise(value, as: form)) != nil
    return hasForm && isVisible(value)
      && (schema.map { validator.isValid(value, against: $0) } ?? true)
  }

  /// Whether the value differs from an absent one for servers that drop empty values.
  private func isVisible(_ value: JSONValue) -> Bool {
    value != "" && value != [""]
  }
}
