#include "check/paths.h"

#include <algorithm>
#include <filesystem>
#include <unordered_set>

#include "check/glob.h"
#include "check/ignore_file.h"
#include "core/read_file.h"

namespace dechaff::check {
namespace {

namespace fs = std::filesystem;

bool any_names(const std::vector<std::string>& patterns, const std::string& path) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& p) { return names_path(p, path); });
}

/// "a/b" of "a" and "b"; what is in "." goes by its name alone.
std::string joined(const std::string& folder, const std::string& name) {
  if (folder == ".") return name;
  return folder.empty() || folder.ends_with('/') ? folder + name : folder + '/' + name;
}

class Walk {
 public:
  Walk(const PathOptions& options, const std::function<void(const Error&)>& report)
      : options_(options),
        include_(options.include.empty() ? default_include() : options.include),
        report_(report) {}

  void add(const std::string& path) {
    std::error_code error;
    if (path == "-" || (fs::exists(path, error) && !fs::is_directory(path, error))) {
      keep(path);
    } else if (fs::is_directory(path, error)) {
      begin(path);
      folder(path);
    } else if (is_glob(path)) {
      pattern(path);
    } else {
      report_(Error({path}, "no such file or folder"));
    }
  }

  std::vector<std::string> found;

 private:
  struct Ignore {
    std::string folder;  // absolute, with '/' at its end
    IgnoreFile file;
  };

  void keep(const std::string& path) {
    if (seen_.insert(path).second) found.push_back(path);
  }

  /// Reads the ignore files of the folders above, up to the root of the work tree.
  void begin(const std::string& path) {
    ignores_.clear();
    inside_ = bounds(path);
    if (!options_.ignore_files) return;
    std::error_code error;
    std::vector<fs::path> above;
    fs::path at = fs::canonical(path, error);
    while (!error && !fs::exists(at / ".git", error)) {
      const fs::path parent = at.parent_path();
      if (parent == at) return;  // no work tree
      at = parent;
      above.push_back(at);
    }
    read_ignore(at / ".git/info/exclude", at);
    for (auto folder = above.rbegin(); folder != above.rend(); ++folder)
      read_ignore(*folder / ".gitignore", *folder);
  }

  /// The work tree of the folder, or the folder itself when it is in none.
  static fs::path bounds(const fs::path& path) {
    std::error_code error;
    const fs::path folder = fs::canonical(path, error);
    for (fs::path at = folder; at != at.parent_path(); at = at.parent_path()) {
      if (fs::exists(at / ".git", error)) return at;
    }
    return folder;
  }

  /// Whether a link's target is outside of the work tree. A report shows lines: somebody else's
  /// change must not bring the machine's other files into it.
  bool leads_out(const fs::path& link) const {
    std::error_code error;
    const fs::path target = fs::canonical(link, error);
    return error ||
           std::mismatch(inside_.begin(), inside_.end(), target.begin(), target.end()).first !=
               inside_.end();
  }

  void read_ignore(const fs::path& file, const fs::path& folder) {
    if (!fs::is_regular_file(file)) return;
    ignores_.push_back({joined(folder.string(), ""), IgnoreFile(read_file(file.string()))});
    if (!ignores_.back().folder.ends_with('/')) ignores_.back().folder += '/';
  }

  bool ignored(const std::string& absolute, IgnoreFile::Kind kind) const {
    for (auto ignore = ignores_.rbegin(); ignore != ignores_.rend(); ++ignore) {
      const auto verdict =
          ignore->file.judge(std::string_view(absolute).substr(ignore->folder.size()), kind);
      if (verdict != IgnoreFile::Verdict::unnamed) return verdict == IgnoreFile::Verdict::ignored;
    }
    return false;
  }

  void folder(const std::string& path) {
    std::error_code error;
    fs::path absolute = fs::canonical(path, error);
    const std::size_t outer = ignores_.size();
    if (options_.ignore_files) read_ignore(absolute / ".gitignore", absolute);
    struct Entry {
      std::string name;
      bool folder;
    };
    std::vector<Entry> entries;
    fs::directory_iterator at(path, error);
    if (error) {
      report_(Error({path}, "cannot be read: " + error.message()));
      return;
    }
    for (; at != fs::directory_iterator(); at.increment(error)) {
      std::error_code unknown;
      const bool is_folder = at->is_directory(unknown);
      if (!is_folder && !at->is_regular_file(unknown)) continue;
      if (at->is_symlink(unknown) && (is_folder || leads_out(at->path()))) continue;
      entries.push_back({at->path().filename().string(), is_folder});
      if (error) break;
    }
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
    for (const Entry& entry : entries) {
      const std::string name = joined(path, entry.name);
      if (entry.name == ".git" || any_names(options_.exclude, name)) continue;
      if (!entry.folder && !wanted(name)) continue;
      if (ignored((absolute / entry.name).string(),
                  entry.folder ? IgnoreFile::Kind::folder : IgnoreFile::Kind::file)) {
        continue;
      }
      if (entry.folder) {
        folder(name);
      } else {
        keep(name);
      }
    }
    ignores_.resize(outer, {"", IgnoreFile("")});
  }

  bool wanted(const std::string& name) const {
    return pattern_.empty() ? any_names(include_, name) : glob_matches(pattern_, name);
  }

  /// Walks the folder before the first part with a sign of a pattern in it.
  void pattern(const std::string& path) {
    const std::size_t slash = path.rfind('/', path.find_first_of("*?["));
    const std::string base = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    std::error_code error;
    const std::size_t before = found.size();
    if (fs::is_directory(base, error)) {
      pattern_ = path;
      begin(base);
      folder(base);
      pattern_.clear();
    }
    if (found.size() == before) report_(Error({path}, "matches no file"));
  }

  const PathOptions& options_;
  const std::vector<std::string>& include_;
  const std::function<void(const Error&)>& report_;
  std::string pattern_;  // that files must match; empty: `include_`
  std::vector<Ignore> ignores_;
  fs::path inside_;  // what links may lead to
  std::unordered_set<std::string> seen_;
};

}  // namespace

const std::vector<std::string>& default_include() {
  static const std::vector<std::string> names = {
      "*.md",   "*.markdown", "*.mdx",    "*.mkd",      "*.rst",       "*.rest", "*.txt",
      "*.text", "*.jsonl",    "*.ndjson", "*.jsonl.gz", "*.jsonl.zst", "README"};
  return names;
}

std::vector<std::string> find_files(const std::vector<std::string>& paths,
                                    const PathOptions& options,
                                    const std::function<void(const Error&)>& report) {
  Walk walk(options, report);
  for (const std::string& path : paths) walk.add(path);
  return std::move(walk.found);
}

}  // namespace dechaff::check
