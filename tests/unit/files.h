#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

/// The bytes of a file; empty when there is none.
inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}
