using SupplyChain.Cli;

// The version is answered before anything else is set up: pipelines ask for it in every step.
return (int)(args is ["--version"] ? CommandLine.PrintVersion() : await CommandLine.RunAsync(args));
