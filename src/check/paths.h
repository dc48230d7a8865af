#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/error.h"

namespace dechaff::check {

struct PathOptions {
  std::vector<std::string> include;  // patterns of files in folders; none: default_include()
  std::vector<std::string> exclude;  // patterns of files and folders to leave out
  bool ignore_files = true;          // .gitignore and .git/info/exclude count
};

/// Names of prose and of dumps: *.md, *.rst, *.txt, *.jsonl and their kin.
const std::vector<std::string>& default_include();

/// The files that `paths` mean, each once, in the order of the paths and by name inside a folder. A
/// file that is named is read whatever it is called; a folder is walked, without .git, without what
/// git ignores, symbolic links not followed; a pattern that is no file ("docs/**/*.md") names what
/// it matches. "-" stays. What is not there or cannot be read is reported and left out.
std::vector<std::string> find_files(const std::vector<std::string>& paths,
                                    const PathOptions& options,
                                    const std::function<void(const Error&)>& report);

}  // namespace dechaff::check
