using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>Makes the tasks and lifetimes of a build known to the Cake engine.</summary>
internal sealed class TaskRegistrar(
    ICakeEngine engine,
    ICakeLog log,
    IFrostingContext context,
    IEnumerable<IFrostingTask> tasks,
    IFrostingSetup? setup = null,
    IFrostingTeardown? teardown = null,
    IFrostingTaskSetup? taskSetup = null,
    IFrostingTaskTeardown? taskTeardown = null
)
{
    /// <summary>Registers everything, leaving out with a warning each task whose declared context is not the build's.</summary>
    /// <returns>All tasks, with those left out.</returns>
    public TaskPlan Register()
    {
        var types = new List<FrostingTaskType>();
        foreach (var task in tasks)
        {
            var type = new FrostingTaskType(task.GetType());
            types.Add(type);
            Register(task, type);
        }

        RegisterLifetimes();
        return new TaskPlan(types, context.GetType());
    }

    private void Register(IFrostingTask task, FrostingTaskType type)
    {
        log.Debug("Registering task: {0}", type.Name);
        if (type.DeclaredContext is { } declared && !declared.IsInstanceOfType(context))
        {
            log.Warning(
                "Task '{0}' cannot be used since the context {1} isn't convertible to {2}.",
                type.Name,
                context.GetType().FullName,
                declared.FullName
            );
            return;
        }

        var builder = engine.RegisterTask(type.Name);
        AddActions(builder, task, type);
        foreach (var dependency in type.Dependencies)
        {
            builder.IsDependentOn(Valid(dependency, "dependency"));
        }

        foreach (var dependee in type.ReverseDependencies)
        {
            builder.IsDependeeOf(Valid(dependee, "reverse dependency"));
        }
    }

    private void AddActions(CakeTaskBuilder builder, IFrostingTask task, FrostingTaskType type)
    {
        if (!string.IsNullOrWhiteSpace(type.Description))
        {
            builder.Description(type.Description);
        }

        if (type.Runs)
        {
            builder.Does(task.RunAsync);
        }

        if (type.Overrides(nameof(IFrostingTask.ShouldRun)))
        {
            builder.WithCriteria(task.ShouldRun, task.SkippedMessage);
        }

        if (type.ContinuesOnError)
        {
            builder.ContinueOnError();
        }

        if (type.Overrides(nameof(IFrostingTask.OnError)))
        {
            builder.OnError(exception => task.OnError(exception, context));
        }

        if (type.Overrides(nameof(IFrostingTask.Finally)))
        {
            builder.Finally(() => task.Finally(context));
        }
    }

    private static string Valid(Type type, string role)
    {
        var name = FrostingTaskType.NameOf(type);
        return typeof(IFrostingTask).IsAssignableFrom(type)
            ? name
            : throw new FrostingException($"The {role} '{name}' is not a valid task.");
    }

    private void RegisterLifetimes()
    {
        if (setup is not null)
        {
            log.Debug("Registering setup: {0}", setup.GetType().Name);
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        }

        if (teardown is not null)
        {
            log.Debug("Registering teardown: {0}", teardown.GetType().Name);
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        }

        if (taskSetup is not null)
        {
            log.Debug("Registering task setup: {0}", taskSetup.GetType().Name);
            engine.RegisterTaskSetupAction(info => taskSetup.Setup(context, info));
        }

        if (taskTeardown is not null)
        {
            log.Debug("Registering task teardown: {0}", taskTeardown.GetType().Name);
            engine.RegisterTaskTeardownAction(info => taskTeardown.Teardown(context, info));
        }
    }
}
