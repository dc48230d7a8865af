#include "cli/exit_status.h"
#include "cli/program.h"

int main(int argc, char* argv[]) {
  dechaff::cli::hold_standard_descriptors();
  return dechaff::cli::exit_status([&] { return dechaff::cli::run_program(argc, argv); });
}
