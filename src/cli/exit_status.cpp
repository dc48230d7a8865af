#include "cli/exit_status.h"

#include <exception>

#include "bytes/output.h"
#include "cli/terminal.h"
#include "core/error.h"

namespace dechaff::cli {

int exit_status(const std::function<int()>& program) {
  try {
    return program();
  } catch (const Error& error) {
    complain(error);
  } catch (const bytes::ClosedPipe&) {
    return 0;
  } catch (const std::exception& error) {
    complain(Error({}, error.what()));
  } catch (...) {
    complain(Error({}, "an error of an unknown kind"));
  }
  return 2;
}

}  // namespace dechaff::cli
