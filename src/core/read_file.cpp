#include "core/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.h"

namespace dechaff {
namespace {

/// What is read whole is rules, recipes, models, baselines: a device without an end is none.
constexpr std::size_t most_bytes = std::size_t{256} << 20;

}  // namespace

void read_pieces(const std::string& path, const std::function<void(std::string_view)>& take) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw Error({path}, "cannot be read");
  char piece[1 << 16];
  for (;;) {
    const ssize_t n = ::read(fd, piece, sizeof piece);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      const int error = errno;
      ::close(fd);
      if (n == 0) return;
      throw Error({path}, std::string("cannot be read: ") + std::strerror(error));
    }
    try {
      take({piece, static_cast<std::size_t>(n)});
    } catch (...) {
      ::close(fd);
      throw;
    }
  }
}

std::string read_file(const std::string& path) {
  std::string out;
  // What grows by doubling takes fresh pages from the kernel for every copy.
  struct stat about;
  if (::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0 &&
      about.st_size < off_t{1} << 30)
    out.reserve(static_cast<std::size_t>(about.st_size));
  read_pieces(path, [&](std::string_view piece) {
    if (out.size() + piece.size() > most_bytes)
      throw Error({path}, "is no file of settings: it has more than 256 MB");
    out += piece;
  });
  return out;
}

NamedText read_named(const std::string& path) { return {path, read_file(path)}; }

}  // namespace dechaff
