#include "cli/program.h"

int main(int argc, char* argv[]) { return dechaff::cli::run_program(argc, argv); }
