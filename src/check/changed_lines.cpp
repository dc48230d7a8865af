#include "check/changed_lines.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "core/error.h"

extern char** environ;

namespace dechaff::check {
namespace {

namespace fs = std::filesystem;

struct Outcome {
  std::string out;
  bool succeeded = false;
};

/// Runs git with these arguments and collects its standard output; its messages are dropped. It
/// writes nothing and runs no monitor and no hooks that the repository's configuration names.
Outcome git(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"git", "--no-optional-locks", "-c", "core.fsmonitor=false",
                                       "-c", "core.hooksPath=/dev/null"});
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw Error({}, "cannot make a pipe to git");
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failed = ::posix_spawnp(&child, "git", &actions, nullptr, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (failed != 0) {
    ::close(ends[0]);
    throw Error({}, "--since needs git, which cannot be run");
  }
  Outcome outcome;
  char piece[1 << 14];
  for (;;) {
    const ssize_t n = ::read(ends[0], piece, sizeof piece);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    outcome.out.append(piece, static_cast<std::size_t>(n));
  }
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  outcome.succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return outcome;
}

/// A path as git quotes it, "a\tb\303\244", or as it stands.
std::string unquoted(std::string_view text) {
  if (!text.starts_with('"')) {
    // A tab ends a name with spaces in it.
    return std::string(text.substr(0, std::min(text.find('\t'), text.size())));
  }
  std::string out;
  for (std::size_t i = 1; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    if (c >= '0' && c <= '7') {
      unsigned value = 0;
      for (int digits = 0; digits < 3 && i < text.size() && text[i] >= '0' && text[i] <= '7';
           ++digits, ++i) {
        value = value * 8 + static_cast<unsigned>(text[i] - '0');
      }
      --i;
      out += static_cast<char>(value);
    } else {
      out += c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
    }
  }
  return out;
}

std::size_t number(std::string_view& text) {
  std::size_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  text.remove_prefix(static_cast<std::size_t>(result.ptr - text.data()));
  return value;
}

}  // namespace

ChangedLines::ChangedLines(const std::string& revision) {
  const Outcome root = git({"rev-parse", "--show-toplevel"});
  if (!root.succeeded)
    throw Error({}, "--since needs a git work tree, which this folder is not in");
  root_ = root.out.substr(0, root.out.find('\n'));
  if (!root_.ends_with('/')) root_ += '/';
  const Outcome commit =
      git({"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
  if (!commit.succeeded) {
    throw Error({}, "git knows no revision '" + revision + "'", {},
                "a shallow clone may lack it: fetch more of the history");
  }
  const std::string id = commit.out.substr(0, commit.out.find('\n'));
  const Outcome diff =
      git({"-C", root_, "diff", "--unified=0", "--no-prefix", "--no-color", "--no-ext-diff",
           "--no-textconv", "--no-relative", "--no-renames", id, "--"});
  const Outcome untracked = git({"-C", root_, "ls-files", "--others", "--exclude-standard", "-z"});
  if (!diff.succeeded || !untracked.succeeded) throw Error({}, "git cannot compare the work tree");
  read(diff.out);
  for (std::size_t at = 0; at < untracked.out.size();) {
    const std::size_t end = std::min(untracked.out.find('\0', at), untracked.out.size());
    files_[untracked.out.substr(at, end - at)] = {{1, SIZE_MAX - 1}};
    at = end + 1;
  }
}

ChangedLines::ChangedLines(std::string_view diff, std::string root) : root_(std::move(root)) {
  read(diff);
}

void ChangedLines::read(std::string_view diff) {
  Ranges* file = nullptr;
  std::size_t skip = 0;  // lines of the hunk that follow
  while (!diff.empty()) {
    const std::size_t end = std::min(diff.find('\n'), diff.size());
    std::string_view line = diff.substr(0, end);
    diff.remove_prefix(std::min(diff.size(), end + 1));
    if (skip > 0 && (line.starts_with('+') || line.starts_with('-'))) {
      --skip;
    } else if (line.starts_with("+++ ")) {
      const std::string name = unquoted(line.substr(4));
      file = name == "/dev/null" ? nullptr : &files_[name];
    } else if (line.starts_with("@@ -")) {
      // @@ -12,3 +14,2 @@; a count that is not there is 1.
      line.remove_prefix(4);
      const auto range = [&] {
        const std::size_t first = number(line);
        std::size_t count = 1;
        if (line.starts_with(',')) {
          line.remove_prefix(1);
          count = number(line);
        }
        return std::pair(first, count);
      };
      const auto before = range();
      if (!line.starts_with(" +")) continue;
      line.remove_prefix(2);
      const auto now = range();
      skip = before.second + now.second;
      if (file != nullptr && now.second > 0) file->push_back(now);
    }
  }
}

const ChangedLines::Ranges* ChangedLines::find(const std::string& path) const {
  std::error_code error;
  const std::string absolute = fs::weakly_canonical(path, error).string();
  if (error || !absolute.starts_with(root_)) return nullptr;
  const auto at = files_.find(std::string_view(absolute).substr(root_.size()));
  return at == files_.end() ? nullptr : &at->second;
}

bool ChangedLines::has(const std::string& path) const { return find(path) != nullptr; }

bool ChangedLines::has(const std::string& path, std::size_t line) const {
  const Ranges* ranges = find(path);
  return ranges != nullptr && std::any_of(ranges->begin(), ranges->end(), [&](const auto& range) {
           return line >= range.first && line - range.first < range.second;
         });
}

}  // namespace dechaff::check
