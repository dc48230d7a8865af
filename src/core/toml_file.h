#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/read_file.h"

namespace dechaff {

/// A TOML file in memory, and errors that show the place in it: recipes, packs, conditions. Include
/// in sources only: those who link the library have no toml++.
class TomlFile {
 public:
  /// Throws Error when it cannot be read or is no TOML.
  explicit TomlFile(const std::string& path) : TomlFile(read_named(path)) {}
  explicit TomlFile(NamedText file);

  const toml::table& root() const { return root_; }
  const std::string& path() const { return path_; }

  [[noreturn]] void fail(const toml::source_region& at, const std::string& message,
                         const std::string& help = {}) const;
  [[noreturn]] void unknown(const toml::source_region& at, std::string_view what,
                            std::string_view name,
                            const std::vector<std::string_view>& known) const;

 private:
  std::string path_, text_;
  toml::table root_;
};

}  // namespace dechaff
