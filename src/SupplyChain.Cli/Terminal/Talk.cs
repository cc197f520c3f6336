using SupplyChain.Reports;

namespace SupplyChain.Cli.Terminal;

/// <summary>What the program says about itself, on standard error.</summary>
internal static class Talk
{
    /// <summary>Prints an error in one line.</summary>
    /// <returns><paramref name="code"/>.</returns>
    public static ExitCode Fail(string sentence, ExitCode code)
    {
        Console.Error.WriteLine($"error: {SafeText.Line(sentence)}");
        return code;
    }

    /// <summary>Prints a failure that was foreseen; its causes only where asked for.</summary>
    public static ExitCode Fail(SupplyChainException failure, ExitCode code, bool verbose)
    {
        Fail(failure.Message, code);
        if (verbose)
        {
            Console.Error.WriteLine($"  code: {failure.Code}");
            PrintCauses(failure.InnerException);
        }

        return code;
    }

    /// <summary>Prints a failure that nobody foresaw.</summary>
    public static ExitCode FailUnexpectedly(Exception failure, bool verbose)
    {
        Fail(
            verbose
                ? $"Something failed that should not ({failure.GetType().Name}); please report what follows."
                : $"Something failed that should not ({failure.GetType().Name}); run it again with --verbose and report what it prints.",
            ExitCode.Undetermined
        );
        if (verbose)
        {
            PrintCauses(failure);
        }

        return ExitCode.Undetermined;
    }

    private static void PrintCauses(Exception? cause)
    {
        for (var each = cause; each is not null; each = each.InnerException)
        {
            Console.Error.WriteLine($"  caused by {each.GetType().Name}: {SafeText.Line(each.Message)}");
            foreach (var frame in each.StackTrace?.Split('\n') ?? [])
            {
                Console.Error.WriteLine($"    {SafeText.Line(frame)}");
            }
        }
    }
}
