using Ect.Cli.Frame;

return await EctProgram.RunAsync(args, CliHost.OfThisProcess());
