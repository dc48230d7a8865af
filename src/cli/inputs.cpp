#include "cli/inputs.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "bytes/output.h"
#include "bytes/source.h"
#include "check/glob.h"
#include "cli/terminal.h"
#include "core/error.h"

namespace dechaff::cli {
namespace {

constexpr std::size_t most_names = std::size_t{256} << 20;  // bytes

namespace fs = std::filesystem;

using Identity = std::pair<dev_t, ino_t>;

std::optional<Identity> identity_of(const std::string& path) {
  struct stat found {};
  if (path.empty() || path == "-" || ::stat(path.c_str(), &found) != 0) return std::nullopt;
  return Identity{found.st_dev, found.st_ino};
}

/// The files of the folders that are named.
class Walk {
 public:
  explicit Walk(const Options& options) : options_(options) {
    for (const std::string* written : {&options.output, &options.removed, &options.meta,
                                       &options.errors, &options.checkpoint, &options.summary}) {
      for (const std::string& path : {*written, bytes::Output::part_name(*written)}) {
        if (const auto id = identity_of(path)) written_.insert(*id);
      }
    }
    const std::size_t number = options.output.find("{}");
    if (number == std::string::npos) return;
    const std::size_t slash = options.output.rfind('/');
    const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
    shards_ = identity_of(name == 0 ? "." : options.output.substr(0, name));
    if (name <= number) shard_begin_ = options.output.substr(name, number - name);
    shard_end_ = options.output.substr(number + 2);
  }

  void folder(const std::string& path, const std::string& name, std::vector<InputFile>& out) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator at(path, error); !error && at != fs::directory_iterator();
         at.increment(error)) {
      entries.push_back(*at);
    }
    if (error) throw Error({path}, "cannot be read: " + error.message());
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
      return a.path().filename().native() < b.path().filename().native();
    });
    const bool holds_shards = shards_ && identity_of(path) == shards_;
    for (const fs::directory_entry& entry : entries) {
      const std::string file = entry.path().filename().string();
      if (file.starts_with('.') || entry.is_symlink(error)) continue;
      const std::string below = path.ends_with('/') ? path + file : path + '/' + file;
      if (const auto id = identity_of(below); !id || written_.count(*id) > 0) continue;
      const std::string relative = name.empty() ? file : name + '/' + file;
      if (entry.is_directory(error)) {
        folder(below, relative, out);
      } else if (entry.is_regular_file(error) && wanted(below) &&
                 !(holds_shards && is_shard(file))) {
        out.push_back({below, relative});
      }
    }
  }

 private:
  /// By --glob: the last pattern that matches counts; "!" before it leaves out.
  bool wanted(const std::string& path) const {
    bool wanted = std::all_of(options_.globs.begin(), options_.globs.end(),
                              [](const std::string& glob) { return glob.starts_with('!'); });
    for (const std::string& glob : options_.globs) {
      const bool out = glob.starts_with('!');
      if (check::names_path(std::string_view(glob).substr(out ? 1 : 0), path)) wanted = !out;
    }
    return wanted;
  }

  bool is_shard(std::string_view file) const {
    if (file.ends_with(".part")) file.remove_suffix(5);
    if (!file.starts_with(shard_begin_) || !file.ends_with(shard_end_)) return false;
    if (file.size() < shard_begin_.size() + shard_end_.size() + 6) return false;
    file = file.substr(shard_begin_.size(), file.size() - shard_begin_.size() - shard_end_.size());
    return file.find_first_not_of("0123456789") == std::string_view::npos;
  }

  const Options& options_;
  std::set<Identity> written_;
  std::optional<Identity> shards_;  // the folder that gets them
  std::string shard_begin_, shard_end_;
};

/// A listed path below another folder: without what leads out of that.
std::string listed_name(const std::string& path) {
  std::string out;
  for (const fs::path& part : fs::path(path).lexically_normal().relative_path()) {
    if (part != ".." && part != ".") out += (out.empty() ? "" : "/") + part.string();
  }
  return out;
}

}  // namespace

bool writes_folder(const Options& options) {
  std::error_code error;
  return options.output.ends_with('/') || fs::is_directory(options.output, error);
}

std::vector<InputFile> find_inputs(const Options& options, Folders folders) {
  std::vector<InputFile> out;
  Walk walk(options);
  std::error_code error;
  for (const std::string& file : options.files) {
    if (folders == Folders::walked && file != "-" && fs::is_directory(file, error)) {
      walk.folder(file, "", out);
    } else {
      out.push_back({file, fs::path(file).filename().string()});
    }
  }
  if (!options.files_from.empty()) {
    bytes::Source list(options.files_from);
    std::string names, piece(1 << 16, '\0');
    while (const std::size_t n = list.read(piece.data(), piece.size())) {
      names.append(piece, 0, n);
      if (names.size() > most_names)
        throw Error({options.files_from}, "is no list of files: it has more than 256 MB");
    }
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t end = std::min(names.find('\0', at), names.size());
      const std::string file = names.substr(at, end - at);
      if (!file.empty()) out.push_back({file, listed_name(file)});
      at = end + 1;
    }
    return out;
  }
  if (!options.files.empty()) {
    if (out.empty()) {
      throw Error({options.files.front()}, "holds no file to read", {},
                  options.globs.empty() ? "hidden files and links are left out"
                                        : "--glob leaves out what it does not name");
    }
    return out;
  }
  if (is_terminal(0)) {
    throw Error({}, "nothing to read: name a file, or pipe text in", {}, "'-' reads the terminal");
  }
  return {{"-", "-"}};
}

}  // namespace dechaff::cli
