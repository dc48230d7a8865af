#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/read_file.h"

namespace dechaff {

/// A folder of packs, models, recipes and lists: the one inside the program, or one on disk.
class RulesFolder {
 public:
  /// The program's own.
  RulesFolder() = default;
  /// A folder on disk; it is read when a file is asked for. An empty path is the program's own.
  explicit RulesFolder(std::string path) : path_(std::move(path)) {}

  bool built_in() const { return path_.empty(); }

  /// The files' names below the folder ("en/share.toml"), sorted. Throws Error.
  std::vector<std::string> names() const;
  bool holds(std::string_view name) const;
  /// Throws Error when there is no such file.
  NamedText read(std::string_view name) const;
  /// What messages call a file.
  std::string path_of(std::string_view name) const;

 private:
  std::string path_;
};

}  // namespace dechaff
