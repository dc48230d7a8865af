#include "cli/exit_status.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>
#include <system_error>
#include <utility>

#include "bytes/output.h"
#include "cli/terminal.h"
#include "core/error.h"

namespace dechaff::cli {
namespace {

/// What is printed through stdio reaches its end now, or that is an error like any other.
void flush_output() {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return;
  if (errno == EPIPE) throw bytes::ClosedPipe();
  throw Error({}, std::string("standard output cannot be written: ") + std::strerror(errno));
}

}  // namespace

void hold_standard_descriptors() {
  // In a mode in which their use fails, as it would if they were closed.
  for (const auto& [fd, mode] : {std::pair{0, O_WRONLY}, {1, O_RDONLY}, {2, O_WRONLY}}) {
    if (::fcntl(fd, F_GETFD) < 0 && errno == EBADF)
      ::open("/dev/null", mode);  // takes the lowest one that is free
  }
}

int exit_status(const std::function<int()>& program) {
  try {
    const int status = program();
    flush_output();
    return status;
  } catch (const Error& error) {
    complain(error);
  } catch (const bytes::ClosedPipe&) {
    return 0;
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::broken_pipe) return 0;  // of standard output
    complain(Error({}, error.what()));
  } catch (const std::exception& error) {
    complain(Error({}, error.what()));
  } catch (...) {
    complain(Error({}, "an error of an unknown kind"));
  }
  return 2;
}

}  // namespace dechaff::cli
