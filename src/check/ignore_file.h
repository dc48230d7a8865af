#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dechaff::check {

/// The patterns of a .gitignore file, gitignore(5): comments, '!', a '/' that binds a pattern to
/// the file's folder, one at the end that asks for a folder, escapes, spaces at the end that do not
/// count.
class IgnoreFile {
 public:
  /// Anything is a pattern; what cannot match does not. O(bytes).
  explicit IgnoreFile(std::string_view text);

  enum class Verdict { unnamed, ignored, wanted };
  enum class Kind { file, folder };

  /// What the last matching pattern says of `path`, which is relative to the file's folder.
  Verdict judge(std::string_view path, Kind kind) const;

 private:
  struct Pattern {
    std::string glob;
    bool wanted, folders_only, whole_path;
  };
  std::vector<Pattern> patterns_;
};

}  // namespace dechaff::check
