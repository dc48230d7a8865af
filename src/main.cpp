#include "cli/exit_status.h"
#include "cli/program.h"

int main(int argc, char* argv[]) {
  return dechaff::cli::exit_status([&] { return dechaff::cli::run_program(argc, argv); });
}
