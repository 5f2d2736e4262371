export function createQuestions(send) {
    const open = new Map();
    let refs = 0;
    return {
        ask(question, onAnswer) {
            const ref = String(++refs);
            open.set(ref, onAnswer);
            send(ref, question);
        },
        answer(frame) {
            const ref = 'ref' in frame ? frame.ref : undefined;
            const onAnswer = ref === undefined ? undefined : open.get(ref);
            if (!onAnswer)
                return false;
            open.delete(ref);
            onAnswer(frame);
            return true;
        },
        clear: () => open.clear()
    };
}
