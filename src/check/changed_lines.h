#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dechaff::check {

/// Which lines of which files a git work tree has that a revision has not.
class ChangedLines {
 public:
  /// Asks git, in the work tree that the current folder is in, without a shell. Untracked files are
  /// new as a whole. Throws Error when git cannot be run, this is no work tree, or `revision` names
  /// no commit.
  explicit ChangedLines(const std::string& revision);

  /// From the output of `git diff --unified=0 --no-prefix`; paths are relative to `root`, which
  /// ends with '/'. For tests.
  ChangedLines(std::string_view diff, std::string root);

  /// Whether any line of the file has changed.
  bool has(const std::string& path) const;
  /// Whether line `line` (from 1) has.
  bool has(const std::string& path, std::size_t line) const;

 private:
  using Ranges = std::vector<std::pair<std::size_t, std::size_t>>;  // first line, count
  void read(std::string_view diff);
  const Ranges* find(const std::string& path) const;

  std::string root_;
  std::map<std::string, Ranges, std::less<>> files_;
};

}  // namespace dechaff::check
