import LocalTable

print(LocalTableVersion.self)
