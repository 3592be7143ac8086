# Work of 300 steps of a tenth of a millisecond and more, beside a clock that wants its turn.
WORKED = """
export const worked = async (stopAt) => {
    let [steps, reports, ticks] = [0, 0, 0];
    const clock = setInterval(() => { ticks += 1; }, 1);
    const stop = await new Promise((resolve) => {
        const end = inSlices(() => {
            const from = performance.now();
            while (performance.now() - from < 0.1);
            steps += 1;
            if (steps === stopAt) resolve(() => end());
            return steps < 300;
        }, () => {
            reports += 1;
            if (steps === 300) resolve(() => end());
        });
    });
    stop();
    await new Promise((resolve) => setTimeout(resolve, 60));
    clearInterval(clock);
    return { steps, reports, ticks };
};
export const both = async () => [await worked(Infinity), await worked(20)];
"""


def test_long_work_lets_others_have_their_turn_and_ends_when_it_is_stopped(call):
    ((whole, stopped),) = call("kit/slices", ["both"], more=WORKED)
    assert whole["steps"] == 300
    assert whole["reports"] >= 1
    assert whole["ticks"] >= 3
    # The slice that is under way comes to its end.
    assert 20 <= stopped["steps"] < 150
