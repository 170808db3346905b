import { describe, expect, it } from 'vitest';
import { splitSentences } from './split-sentences.js';

describe('the sentences of a text', () => {
  it.each([
    [
      'en',
      'Dr. Smith meets Mrs. Jones at 5.30 p.m. in St. Louis. They dance.',
      ['Dr. Smith meets Mrs. Jones at 5.30 p.m. in St. Louis.', 'They dance.'],
    ],
    ['en', 'J. R. R. Tolkien writes. The fire burns.', ['J. R. R. Tolkien writes.', 'The fire burns.']],
    ['en', 'He waits... then he leaves. Night falls', ['He waits... then he leaves.', 'Night falls']],
    ['en', 'He waits… Then he leaves.', ['He waits…', 'Then he leaves.']],
    ['en', '“Run!” she shouts. The door opens.', ['“Run!” she shouts.', 'The door opens.']],
    ['en', 'A dragon lands.The crowd screams!', ['A dragon lands.', 'The crowd screams!']],
    ['en', 'See example.com for version 2.0 today. Done.', ['See example.com for version 2.0 today.', 'Done.']],
    ['en', 'A dragon\nA castle\n\nA knight', ['A dragon', 'A castle', 'A knight']],
    [
      'en',
      '- A dragon flies\n• A castle burns\n1. A knight rides\n2) The end',
      ['A dragon flies', 'A castle burns', 'A knight rides', 'The end'],
    ],
    ['en', 'no full stop at all', ['no full stop at all']],
    ['en', 'Stop!!! ... What?!', ['Stop!!! ...', 'What?!']],
    [
      'de',
      'Am 3. Oktober kommt Dr. Weber, z.B. mit der Bahn. Es regnet.',
      ['Am 3. Oktober kommt Dr. Weber, z.B. mit der Bahn.', 'Es regnet.'],
    ],
    ['es', '¿Dónde está el Sr. López? ¡Aquí! Llueve.', ['¿Dónde está el Sr. López?', '¡Aquí!', 'Llueve.']],
    ['ru', 'Он живёт на ул. Ленина. Идёт снег.', ['Он живёт на ул. Ленина.', 'Идёт снег.']],
    ['ja', '竜が飛ぶ。「逃げろ！」と叫ぶ。雨が降る', ['竜が飛ぶ。', '「逃げろ！」と叫ぶ。', '雨が降る']],
    ['zh-Hans', '龙飞过城堡。天黑了！你看见了吗？', ['龙飞过城堡。', '天黑了！', '你看见了吗？']],
    ['hi', 'ड्रैगन उड़ता है। बारिश होती है। क्या तुमने देखा?', ['ड्रैगन उड़ता है।', 'बारिश होती है।', 'क्या तुमने देखा?']],
    ['bn', 'মেঘ ডাকে। বৃষ্টি নামে।', ['মেঘ ডাকে।', 'বৃষ্টি নামে।']],
    ['ar', 'هل رأيت التنين؟ إنه يطير فوق القلعة. هطل المطر!', ['هل رأيت التنين؟', 'إنه يطير فوق القلعة.', 'هطل المطر!']],
    ['ur', 'اژدہا اڑ رہا ہے۔ بارش ہو رہی ہے۔', ['اژدہا اڑ رہا ہے۔', 'بارش ہو رہی ہے۔']],
    ['am', 'ዘንዶው ይበራል። ዝናብ ይዘንባል።', ['ዘንዶው ይበራል።', 'ዝናብ ይዘንባል።']],
    ['hy', 'Վիշապը թռչում է։ Անձրև է գալիս։', ['Վիշապը թռչում է։', 'Անձրև է գալիս։']],
    ['el', 'Πού είναι ο δράκος; Βρέχει.', ['Πού είναι ο δράκος;', 'Βρέχει.']],
    ['km', 'នាគហោះលើប្រាសាទ។ ភ្លៀងធ្លាក់។', ['នាគហោះលើប្រាសាទ។', 'ភ្លៀងធ្លាក់។']],
    ['th', 'มังกรแดงบินเหนือปราสาทร้างยามพลบค่ำ เด็กหญิงวิ่งเล่นว่าวริมชายหาด', ['มังกรแดงบินเหนือปราสาทร้างยามพลบค่ำ', 'เด็กหญิงวิ่งเล่นว่าวริมชายหาด']],
    ['th', 'กล้องค่อยๆ เคลื่อนเข้าไปใกล้หน้าต่าง', ['กล้องค่อยๆ เคลื่อนเข้าไปใกล้หน้าต่าง']],
    ['und', 'One. Two.', ['One.', 'Two.']],
    ['en', '🐉🐉🐉', ['🐉🐉🐉']],
  ])('in %s: %s', (language, text, expected) => {
    expect(splitSentences(text, language)).toEqual(expected);
  });

  it.each(['', '  \n ', '... !!'])('are none in %j', (text) => {
    expect(splitSentences(text, 'en')).toEqual([]);
  });

  it('lose none of the words', () => {
    const text = 'First, Mr. Fox (aged 3.) runs. "Why?" asks Dr. Owl… No answer! Then etc. and so on? Yes.';
    expect(splitSentences(text, 'en').join(' ')).toBe(text);
  });
});
