// Forwards to the build in build/, so that `dotnet cake --target=Gate` is `dotnet run --project build -- --target=Gate`.
Task("Forward")
    .Description("Runs the build in build/ with the same arguments.")
    .Does(context =>
    {
        var forwarded = new ProcessArgumentBuilder().Append("run --project build --");
        foreach (var (name, values) in context.Arguments.GetArguments())
        {
            foreach (var value in values)
            {
                forwarded.AppendQuoted(string.IsNullOrEmpty(value) ? $"--{name}" : $"--{name}={value}");
            }
        }

        var code = StartProcess("dotnet", new ProcessSettings { Arguments = forwarded });
        if (code != 0)
        {
            throw new CakeException(code, $"The build in build/ ended with {code}; what failed stands above.");
        }
    });

RunTarget("Forward");
