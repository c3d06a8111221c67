-- wrk sends as many requests in one piece as the argument behind -- says.
function init(arguments)
  local requests = {}
  for index = 1, tonumber(arguments[1]) do requests[index] = wrk.format() end
  batch = table.concat(requests)
end

function request()
  return batch
end
