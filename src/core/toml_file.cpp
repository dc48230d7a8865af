#include "core/toml_file.h"

#include <sstream>

#include "core/error.h"

namespace dechaff {

TomlFile::TomlFile(NamedText file) : path_(std::move(file.path)), text_(std::move(file.text)) {
  try {
    root_ = toml::parse(text_, path_);
  } catch (const toml::parse_error& e) {
    fail(e.source(), std::string(e.description()));
  }
}

void TomlFile::fail(const toml::source_region& at, const std::string& message,
                    const std::string& help) const {
  std::string excerpt;
  std::istringstream lines(text_);
  for (std::uint32_t i = 0; i < at.begin.line; ++i) std::getline(lines, excerpt);
  throw Error({path_, at.begin.line, at.begin.column}, message, excerpt, help);
}

void TomlFile::unknown(const toml::source_region& at, std::string_view what, std::string_view name,
                       const std::vector<std::string_view>& known) const {
  const std::string_view near = nearest(name, known);
  fail(at, "unknown " + std::string(what) + " '" + std::string(name) + "'",
       near.empty() ? "" : "did you mean '" + std::string(near) + "'?");
}

}  // namespace dechaff
