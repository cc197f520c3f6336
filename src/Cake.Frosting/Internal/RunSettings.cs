using System.ComponentModel;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The options that the host itself understands; every other one becomes a Cake argument.</summary>
internal sealed class RunSettings : CommandSettings
{
    [CommandOption("--target|-t|--Target <TARGET>")]
    [DefaultValue("Default")]
    [Description("Task to run with all that it depends on; may be given several times.")]
    public string[] Targets { get; set; } = [];

    [CommandOption("--working|-w <PATH>")]
    [TypeConverter(typeof(Cli.DirectoryPathConverter))]
    [Description("Directory to work in.")]
    public DirectoryPath? WorkingDirectory { get; set; }

    [CommandOption("--verbosity|-v <VERBOSITY>")]
    [Description("How much to say: quiet, minimal, normal (the default), verbose or diagnostic.")]
    public string? VerbosityName { get; set; }

    [CommandOption("--description|--descriptions|--showdescription|--showdescriptions")]
    [Description("Lists the tasks and what they do.")]
    public bool Description { get; set; }

    [CommandOption("--tree|--showtree")]
    [Description("Shows which task depends on which.")]
    public bool Tree { get; set; }

    [CommandOption("--dryrun|--noop|--whatif")]
    [Description("Names the tasks in the order of a run, without running them.")]
    public bool DryRun { get; set; }

    [CommandOption("--exclusive|-e")]
    [Description("Runs the targets without what they depend on.")]
    public bool Exclusive { get; set; }

    [CommandOption("--no-report")]
    [Description("Leaves out the report at the end.")]
    public bool NoReport { get; set; }

    [CommandOption("--version|--ver")]
    [Description("Shows the version.")]
    public bool Version { get; set; }

    [CommandOption("--info")]
    [Description("Shows the version and details of it.")]
    public bool Info { get; set; }

    /// <summary>The verbosity asked for, or null.</summary>
    public Verbosity? Verbosity =>
        VerbosityName is null ? null : (Verbosity?)new VerbosityConverter().ConvertFromInvariantString(VerbosityName);

    /// <inheritdoc />
    public override ValidationResult Validate()
    {
        try
        {
            _ = Verbosity;
            return ValidationResult.Success();
        }
        catch (CakeException exception)
        {
            return ValidationResult.Error(exception.Message);
        }
    }
}
